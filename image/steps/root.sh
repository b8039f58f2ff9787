# root.tar: Debian's part of the root, from image/packages/runtime.txt and what the program is linked against.
# Kept between builds as long as lists, program and date of the archive are the same (--fresh fetches anew).

# Packages of the libraries that a program of this machine (Debian 12 as well) names; what these need, their packages say.
linked_packages() {
  local name
  readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | while read -r name; do
    dpkg-query -S "$(readlink -f "/lib/x86_64-linux-gnu/$name")" 2>/dev/null || dpkg-query -S "/lib/x86_64-linux-gnu/$name"
  done | sed 's/:.*//' | sort -u
}

sources() {
  if [ -n "$SNAPSHOT" ]; then
    echo "deb [check-valid-until=no] https://snapshot.debian.org/archive/debian/$SNAPSHOT bookworm main"
    echo "deb [check-valid-until=no] https://snapshot.debian.org/archive/debian-security/$SNAPSHOT bookworm-security main"
  else
    echo "deb http://deb.debian.org/debian bookworm main"
    echo "deb http://deb.debian.org/debian bookworm-updates main"
    echo "deb http://deb.debian.org/debian-security bookworm-security main"
  fi
}

make_root() {
  local packages inputs
  packages=$( (list_of $IMAGE/packages/runtime.txt; linked_packages "$BINARY") | sort -u | paste -sd,)
  inputs="$packages ${SNAPSHOT:-today}"
  fresh "$WORK/root.tar" "$inputs" && [ -e "$WORK/root.tar" ] && return
  say "fetching Debian's part of the root (some minutes)"
  sources >"$WORK/sources.list"
  mmdebstrap --variant=essential --mode=auto --format=tar --include="$packages" \
    --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    bookworm "$WORK/root.tar" <"$WORK/sources.list" >"$WORK/root.log" 2>&1 || { tail -n 20 "$WORK/root.log" >&2; die "no root: see $WORK/root.log"; }
  echo "$inputs" >"$WORK/root.tar.inputs"
}

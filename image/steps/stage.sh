# root/: the whole read-only root: Debian's part, ours, and without what nobody there will call.

make_stage() {
  local root=$WORK/root
  rm -rf "$root"; mkdir -p "$root"
  tar -C "$root" -xf "$WORK/root.tar" --exclude=./dev/*
  dpkg-query --admindir="$root/var/lib/dpkg" -W -f='${Package} ${Version}\n' >"$WORK/packages.txt"
  take_away "$root"
  cp -r "$WORK/kernel/usr/lib/modules" "$root/usr/lib/"
  cp -r $IMAGE/rootfs/. "$root/"
  add_program "$root"
  add_users "$root"
  add_usb_rules "$root"
  add_profiles "$root"
  cp "$WORK/packages.txt" "$root/usr/lib/loket/packages.txt"
  cp "$WORK/keys/"{update.pub,db.crt} "$root/usr/lib/loket/"
  printf 'NAME=Loket\nID=loket\nID_LIKE=debian\nPRETTY_NAME="Loket %s"\nVERSION_ID=%s\nIMAGE_ID=loket\nIMAGE_VERSION=%s\n' "$VERSION" "$RELEASE" "$VERSION" >"$root/usr/lib/os-release"
  set_services "$root"
  # Owners and set-uid bits do not survive: everything belongs to root and nothing runs as somebody else than who started it.
  find "$root" -xdev -type f -perm /6000 -exec chmod a-s {} +
  mkdir -p "$root/data" "$root/efi" "$root/srv"
  ldconfig -r "$root"
  rm -rf "$root/var/cache/ldconfig"
  find "$root" -xdev -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# What only installs, explains or serves somebody who logs in.
take_away() {
  local root=$1
  rm -rf "$root"/var/{lib/apt,lib/dpkg,cache,log,backups,lib/systemd}/* "$root"/etc/{apt,dpkg,cron*,machine-id,hostname,resolv.conf} \
    "$root"/usr/share/{doc,man,info,locale,lintian,bash-completion,zsh,perl5,debconf,common-licenses,bug,menu,initramfs-tools} \
    "$root"/usr/lib/{apt,dpkg,x86_64-linux-gnu/perl-base} "$root"/usr/share/X11/locale \
    "$root"/usr/share/python* "$root"/boot "$root"/usr/games "$root"/media "$root"/opt
  ( cd "$root/usr/bin" && rm -f apt* dpkg* perl* debconf* su newgrp chsh chfn passwd gpasswd chage expiry login mount.* pkexec )
  ( cd "$root/usr/sbin" && rm -f dpkg* adduser deluser user* group* vipw vigr *getty sulogin visudo chpasswd chgpasswd newusers pw* grp* )
  find "$root/usr/share/zoneinfo" -mindepth 1 -maxdepth 1 ! -name Asia ! -name UTC ! -name 'tzdata.zi' -exec rm -rf {} +
  : >"$root/etc/machine-id"; echo loket >"$root/etc/hostname"; ln -s /run/loket/resolv.conf "$root/etc/resolv.conf"
  ln -sf /usr/share/zoneinfo/Asia/Jakarta "$root/etc/localtime"
}

add_program() {
  local root=$1
  mkdir -p "$root/usr/lib/loket"
  strip -o "$root/usr/lib/loket/loket" "$BINARY"
  cp "$(command -v sbverify)" "$root/usr/lib/loket/sbverify"
  cp -r assets "$root/usr/lib/loket/assets"
  rm -rf "$root/usr/lib/loket/assets/pictures"
  local nets; nets=$(dirname "$BINARY")/../face-nets
  [ ! -e "$nets/fetched" ] || { mkdir "$root/usr/lib/loket/assets/face_nets"; cp "$nets"/{detect,landmarks,eyes}.onnx "$nets/LICENSE" "$root/usr/lib/loket/assets/face_nets/"; }
}

# loket: the kiosk. servis: a technician whom two officers let in (loket-service-shell.service). Nobody has a password, and there is nothing to log in with.
add_users() {
  local root=$1
  echo 'loket:x:700:' >>"$root/etc/group"
  echo 'loket:x:700:700:Loket:/data/office:/usr/sbin/nologin' >>"$root/etc/passwd"
  echo 'servis:x:701:' >>"$root/etc/group"
  echo 'servis:x:701:701:Servis:/tmp:/usr/sbin/nologin' >>"$root/etc/passwd"
  sed -i 's|^root:[^:]*:|root:!*:|' "$root/etc/shadow"
  printf '%s:!*:::::::\n' loket servis >>"$root/etc/shadow"
  local group
  for group in video render input audio tty; do sed -i "s/^\($group:x:[0-9]*:.*[^:]\)$/\1,loket/; s/^\($group:x:[0-9]*:\)$/\1loket/" "$root/etc/group"; done
}

# Boxes of the driver table and the touch screens of image/udev/touch.txt are let in; any other stays without power over the system.
add_usb_rules() {
  local root=$1 rules=$1/usr/lib/udev/rules.d
  cp $IMAGE/udev/70-loket.rules "$rules/70-loket.rules"
  { echo 'ACTION!="add", GOTO="end"'
    echo 'SUBSYSTEM!="usb", GOTO="end"'
    echo 'ENV{DEVTYPE}!="usb_device", GOTO="end"'
    sed -n 's/^\(SUBSYSTEM=="usb".*\), MODE=.*/\1, ATTR{authorized}="1", GOTO="end"/p' $IMAGE/udev/70-loket.rules
    list_of $IMAGE/udev/touch.txt | while read -r vendor; do echo "ATTR{idVendor}==\"$vendor\", ATTR{authorized}=\"1\", GOTO=\"end\""; done
    echo 'ATTR{authorized}=="0", PROGRAM="/usr/lib/loket/usb-refused $attr{idVendor}:$attr{idProduct}"'
    echo 'LABEL="end"'
  } >"$rules/71-loket-usb.rules"
}

# AppArmor's profiles, compiled here: the appliance has no compiler for them, only `cat` into the kernel (loket-apparmor.service).
add_profiles() {
  local root=$1 abi=/etc/apparmor.d/abi/3.0 profile
  mkdir -p "$root/usr/lib/loket/apparmor"
  for profile in $IMAGE/apparmor/*; do
    apparmor_parser -Q -K -S --policy-features $abi --kernel-features $abi "$profile" >"$root/usr/lib/loket/apparmor/$(basename "$profile")" || die "AppArmor does not understand $profile"
  done
}

# Only what image/services.txt lists is started; every other unit that a package brought along is masked or wanted by nothing.
set_services() {
  local root=$1 unit
  rm -rf "$root"/etc/systemd/system/*.wants
  mkdir -p "$root/etc/systemd/system/kiosk.target.wants" "$root/etc/systemd/system/sysinit.target.wants"
  mkdir -p "$root/etc/systemd/system/local-fs.target.wants"
  ln -s /usr/lib/systemd/system/kiosk.target "$root/etc/systemd/system/default.target"
  for unit in var.mount tmp.mount; do ln -s /usr/lib/systemd/system/$unit "$root/etc/systemd/system/local-fs.target.wants/$unit"; done
  list_of $IMAGE/services.txt | while read -r unit; do
    [ -e "$root/usr/lib/systemd/system/$unit" ] || [ -e "$root/lib/systemd/system/$unit" ] || die "there is no unit $unit"
    ln -s "/usr/lib/systemd/system/$unit" "$root/etc/systemd/system/kiosk.target.wants/$unit"
  done
  list_of $IMAGE/masked.txt | while read -r unit; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
}

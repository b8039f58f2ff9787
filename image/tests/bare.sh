#!/usr/bin/env bash
# A bare Debian 12 to compare with: minbase, systemd and udev, the appliance's kernel and modules; an ext4 disk and an initrd that mounts it, with the
# tests' agent. Leaves bare.img, bare-initrd.img and bare.packages in $WORK.
cd "$(dirname "$(readlink -f "$0")")/../.."
. image/steps/common.sh
. image/steps/kernel.sh
. image/steps/initrd.sh
. "$WORK/built"
[ -e "$WORK/bare.img" ] && [ -e "$WORK/bare-initrd.img" ] && exit
root=$WORK/bare
rm -rf "$root"; mkdir -p "$root"
mmdebstrap --variant=minbase --mode=auto --format=tar --include=systemd,systemd-sysv,udev,kmod --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
  bookworm "$WORK/bare.tar" <"$WORK/sources.list" >"$WORK/bare.log" 2>&1 || die "no bare Debian: see $WORK/bare.log"
tar -C "$root" -xf "$WORK/bare.tar" --exclude='./dev/*'
rm "$WORK/bare.tar"
dpkg-query --admindir="$root/var/lib/dpkg" -W -f='${Package}\n' >"$WORK/bare.packages"
cp -r "$WORK/kernel/usr/lib/modules" "$root/usr/lib/"
echo bare >"$root/etc/hostname"
rm -f "$WORK/bare.img"; truncate -s 1G "$WORK/bare.img"
mkfs.ext4 -q -L bare -d "$root" "$WORK/bare.img"
tree=$WORK/bare-initrd from=$WORK/kernel/usr/lib/modules/$KERNEL
rm -rf "$tree"; cp -a "$WORK/initrd" "$tree"
echo ext4 >>"$tree/modules.list"
module_files ext4 "$WORK/kernel" | while read -r file; do mkdir -p "$tree/lib/modules/$KERNEL/$(dirname "$file")"; cp "$from/$file" "$tree/lib/modules/$KERNEL/$file"; done
depmod -b "$tree" "$KERNEL"
cp image/tests/agent/agent.service "$tree/"
cat >"$tree/init" <<'INIT'
#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev; mount -t tmpfs -o mode=755 run /run
mkdir -p /run/systemd/system/sysinit.target.wants
cat /agent.service >/run/systemd/system/agent.service
ln -s ../agent.service /run/systemd/system/sysinit.target.wants/agent.service
for module in $(cat /modules.list); do modprobe -q "$module" 2>/dev/null; done
until mount -t ext4 /dev/vda /sysroot 2>/dev/null; do sleep 0.2; done
for place in proc sys dev run; do mount --move "/$place" "/sysroot/$place"; done
exec switch_root /sysroot /lib/systemd/systemd
INIT
chmod 755 "$tree/init"
pack_initrd "$tree" "$WORK/bare-initrd.img"
rm -rf "$root" "$tree"

#!/bin/sh
# Inside the machine: commits until there are enough; then the machine ends without a goodbye.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run LC_ALL=C.UTF-8
mkdir /run/disk
if mount -t ext4 /dev/vda /run/disk; then
  echo "booted: $(cut -d' ' -f1 /proc/uptime) s, $DURABILITY${PRELOAD:+, flushes do nothing}"
  LD_PRELOAD=$PRELOAD "$BUILD/tests/store_power" write /run/disk /dev/vda "$DURABILITY" "$COMMITS" && echo "writer: done"
fi
echo o >/proc/sysrq-trigger
sleep 60

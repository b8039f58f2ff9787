# What all steps share. Sourced from the repository's root by image/build.sh and the tests.
set -euo pipefail
IMAGE=image
WORK=${LOKET_IMAGE_WORK:-build/image}
# Everything in the image is as old as the commit it was built from: the same commit gives the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8
RELEASE=$(sed -n 's/^project(loket VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
VERSION=${LOKET_IMAGE_VERSION:-$RELEASE.$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M)}
SLOT_MB=640      # of one root: the signed tree and its hash tree
ESP_MB=128       # two kernels, and room to put a third beside them while updating
DATA_MB=512      # grows to the end of the disk at the first start

say() { echo "image: $*" >&2; }
die() { say "$*"; exit 1; }
list_of() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$1" | awk '{print $1}'; }
# stamp FILE INPUT…: is FILE made from just these inputs?
fresh() { local stamp=$1.inputs; shift; [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$*" ]; }

#!/usr/bin/env bash
# Tries the register's packets in a Ceph of one machine: a monitor, a manager, three OSDs (BlueStore in files), an object gateway with TLS, all on
# loopback. Runs the administrator's commands of README.md, then this project's own packet store against it while an OSD and the gateway are killed.
#   ceph.sh TEST_REGISTER     TEST_REGISTER: the program of that name that a build leaves in tests/
# Needs: ceph-mon ceph-mgr ceph-osd radosgw ceph-common awscli openssl uuid-runtime (Debian 12), 3 GB of disk and of memory. It touches no cluster
# but its own, which is gone afterwards (KEEP=1 leaves its folder). Exit 0 only if every test passed; their last lines say
#   acked N stored N lost 0 …
#   ceph.sh hand VERB …       what the tests ask for meanwhile (LOKET_CEPH names the folder): kill NAME, start NAME
set -u
here=$(cd "$(dirname "$0")" && pwd) me=$here/$(basename "$0") port=${BASE_PORT:-17100}

# Each daemon is a session of its own, known by its pid, so that it can be killed as a power cut would.
start() {
    local run
    case $1 in
        mon) run=(ceph-mon -i a) ;;
        mgr) run=(ceph-mgr -i x) ;;
        osd*) run=(ceph-osd -i "${1#osd}") ;;
        rgw) run=(radosgw -n client.rgw.loket) ;;
    esac
    setsid "${run[@]}" -f > "$dir/$1.out" 2>&1 < /dev/null &
    echo $! > "$dir/$1.pid"; disown
}
stop() {  # NAME SIGNAL
    [ -s "$dir/$1.pid" ] || return 0
    local pid; pid=$(cat "$dir/$1.pid"); rm "$dir/$1.pid"
    kill "-$2" "$pid" 2> /dev/null
    while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2> /dev/null; do sleep 0.1; done
}
wait_for() { for _ in $(seq $(($1 * ${PATIENCE:-1}))); do eval "$2" > /dev/null 2>&1 && return 0; sleep 1; done; echo "waited $1 s in vain: $2" >&2; return 1; }
answers() { curl -s -o /dev/null -m 2 --cacert "$dir/storage.pem" "https://localhost:$((port + 7))"; }

if [ "${1:-}" = hand ]; then
    dir=$LOKET_CEPH; export CEPH_CONF=$dir/ceph.conf
    case $2 in
        kill) stop "$3" KILL ;;
        start) start "$3"; case $3 in rgw) wait_for 60 answers ;; osd*) wait_for 60 "ceph osd dump -f json | grep -q '\"osd\":${3#osd},[^}]*\"up\":1'" ;; esac ;;
    esac
    exit
fi

tests=$(readlink -f "${1:?the program test_register}") || exit 1
dir=$(mktemp -d /tmp/loket-ceph.XXXXXX); cd "$dir" || exit 1
cleanup() {
    for one in rgw osd0 osd1 osd2 mgr mon; do stop $one KILL; done
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
}
trap cleanup EXIT; trap 'exit 130' INT TERM
quietly() { "$@" > /dev/null; }
step() { echo "$*" >&2; "$@" || { echo "failed: $*" >&2; tail -n 5 "$dir"/*.out >&2; exit 1; }; }

fsid=$(uuidgen)
cat > ceph.conf <<CONF
[global]
fsid = $fsid
mon initial members = a
mon host = [v2:127.0.0.1:$port,v1:127.0.0.1:$((port + 1))]
ms bind port min = $((port + 10))
ms bind port max = $((port + 60))
public addr = 127.0.0.1
osd objectstore = bluestore
bluestore block size = 8589934592
osd memory target = 939524096
osd pool default size = 3
osd pool default min size = 2
osd pool default pg num = 8
osd crush chooseleaf type = 0
keyring = $dir/\$name.keyring
mon data = $dir/mon
mgr data = $dir/mgr
osd data = $dir/osd\$id
rgw data = $dir/rgw
run dir = $dir
admin socket = $dir/\$name.asok
log file = $dir/\$name.log
crash dir = $dir
mon data avail crit = 1
mon data avail warn = 2
auth allow insecure global id reclaim = false
[client.rgw.loket]
rgw frontends = beast endpoint=127.0.0.1:$((port + 6)) ssl_endpoint=127.0.0.1:$((port + 7)) ssl_certificate=$dir/storage.pem ssl_private_key=$dir/storage.key
CONF
export CEPH_CONF=$dir/ceph.conf
openssl req -x509 -newkey rsa:2048 -nodes -keyout storage.key -out storage.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> /dev/null
quietly ceph-authtool --create-keyring keys --gen-key -n mon. --cap mon 'allow *'
quietly ceph-authtool --create-keyring client.admin.keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
quietly ceph-authtool keys --import-keyring client.admin.keyring
quietly monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$port,v1:127.0.0.1:$((port + 1))]" monmap
mkdir mon mgr osd0 osd1 osd2 rgw
step ceph-mon --mkfs -i a --monmap monmap --keyring keys
start mon
wait_for 60 "ceph -s" || exit 1
ceph auth get-or-create mgr.x mon 'allow profile mgr' osd 'allow *' mds 'allow *' > mgr.x.keyring
start mgr
for n in 0 1 2; do
    id=$(uuidgen) secret=$(ceph-authtool --gen-print-key)
    [ "$(echo "{\"cephx_secret\": \"$secret\"}" | ceph osd new "$id" -i -)" = $n ] || exit 1
    quietly ceph-authtool --create-keyring osd.$n.keyring -n osd.$n --add-key "$secret"
    ceph-osd -i $n --mkfs --osd-uuid "$id" > osd$n.out 2>&1 || { tail -n 5 osd$n.out >&2; exit 1; }
    start osd$n
done
wait_for 90 "ceph osd stat | grep -q '3 up'" || { tail -n 5 osd*.out >&2; exit 1; }
ceph auth get-or-create client.rgw.loket mon 'allow rw' osd 'allow rwx' > client.rgw.loket.keyring
start rgw
wait_for 180 answers || { tail -n 20 rgw.out client.rgw.loket.log >&2; ceph -s >&2; exit 1; }
echo "$(ceph --version | cut -d' ' -f1-3) is up: $(ceph osd stat)"

# The commands of README.md, as they stand there.
storage=https://localhost:$((port + 7))
radosgw-admin user create --uid=loket --display-name="Loket register" > user.json || exit 1
step radosgw-admin quota set --quota-scope=user --uid=loket --max-size=20T
step radosgw-admin quota enable --quota-scope=user --uid=loket
word() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" user.json | head -1; }
export AWS_ACCESS_KEY_ID=$(word access_key) AWS_SECRET_ACCESS_KEY=$(word secret_key) AWS_DEFAULT_REGION=default AWS_CA_BUNDLE=$dir/storage.pem AWS_EC2_METADATA_DISABLED=true
step aws --endpoint-url "$storage" s3api create-bucket --bucket loket
step aws --endpoint-url "$storage" s3api put-bucket-lifecycle-configuration --bucket loket --lifecycle-configuration \
    '{"Rules": [{"ID": "unfinished", "Status": "Enabled", "Filter": {"Prefix": ""}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}}]}'
step aws --endpoint-url "$storage" s3api get-bucket-lifecycle-configuration --bucket loket
radosgw-admin user info --uid=loket | grep -A 6 user_quota

(umask 077; printf '{"s3": "%s", "bucket": "loket", "region": "default", "access_key": "%s", "secret_key": "%s", "ca": "%s"}\n' "$storage" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$dir/storage.pem" > packets.json)
export LOKET_CEPH=$dir LOKET_S3_PACKETS=$dir/packets.json LOKET_S3_HAND=$me
"$tests" -w NoTests "bucket: *,[.ceph]"
bad=$?
ceph -s >&2
exit $bad

#!/usr/bin/env bash
# Tries the register's database on one machine: three etcd, three PostgreSQL under Patroni, HAProxy before them, a client that writes all the
# time. Kills the primary as a power cut would, waits for the next one, brings the dead one back, and compares what was acknowledged with
# what is there.   failover.sh [ROUNDS [TEST_STORE]]   Needs: etcd-server patroni haproxy postgresql-15 (Debian 12).
# With TEST_STORE (build/release/tests/test_store) the writer is an office of three boxes whose store lies there: each box has a Loket beside its
# PostgreSQL, one of them owns the store, and the owner is killed together with the primary.
# PATIENCE=5 waits five times as long, on a machine that has other work. Ends with
#   acked N found N lost 0 doubled 0 failovers N longest S s     and exit 0 only if nothing is lost.
set -u
rounds=${1:-2} program=${2:+$(realpath "$2")} base=${BASE_PORT:-17000} here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d /tmp/loket-failover.XXXXXX); secret=$(head -c 18 /dev/urandom | base64 | tr -d '/+=')
as=(); [ "$(id -u)" = 0 ] && { chown postgres "$dir"; as=(setpriv --reuid postgres --regid postgres --clear-groups); }
chmod 755 "$dir"; cd "$dir" || exit 1
pids=()
cleanup() {
    for n in 1 2 3; do stop_node $n; done
    for p in "${pids[@]}"; do kill "$p" 2>/dev/null; done; wait 2>/dev/null
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
}
trap cleanup EXIT; trap 'exit 130' INT TERM

peers=; ends=
for n in 1 2 3; do peers+="e$n=http://127.0.0.1:$((base + 10 + n)),"; ends+="127.0.0.1:$((base + n)),"; done
for n in 1 2 3; do
    "${as[@]}" etcd --name e$n --data-dir "$dir/etcd$n" --listen-client-urls http://127.0.0.1:$((base + n)) --advertise-client-urls http://127.0.0.1:$((base + n)) \
        --listen-peer-urls http://127.0.0.1:$((base + 10 + n)) --initial-advertise-peer-urls http://127.0.0.1:$((base + 10 + n)) \
        --initial-cluster "${peers%,}" --heartbeat-interval 300 --election-timeout 3000 > etcd$n.log 2>&1 & pids+=($!)
done
fill() { sed -e "s|@N@|${1:-}|g" -e "s|@DIR@|$dir|g" -e "s|@SECRET@|$secret|g" -e "s|@ETCD@|${ends%,}|g" -e "s|@REST@|$((base + 20 + ${1:-0}))|g" -e "s|@PG@|$((base + 30 + ${1:-0}))|g" \
    -e "s|@PRIMARY@|$((base + 40))|g" -e "s|@OFFICES@|$((base + 41))|g" -e "s|@GATE\([12]\)@|$((base + 42))|g" \
    -e "s|@PG1@|$((base + 31))|g" -e "s|@PG2@|$((base + 32))|g" -e "s|@PG3@|$((base + 33))|g" -e "s|@REST1@|$((base + 21))|g" -e "s|@REST2@|$((base + 22))|g" -e "s|@REST3@|$((base + 23))|g"; }
# Each node is a session of its own, so that all of it can be killed at once.
start_node() { setsid "${as[@]}" patroni "$dir/node$1.yml" > node$1.log 2>&1 & echo $! > node$1.pid; }
stop_node() {
    [ -s "$dir/node$1.pid" ] && kill -9 "$(cat "$dir/node$1.pid")" 2>/dev/null
    [ -s "$dir/pg$1/postmaster.pid" ] && { p=$(head -1 "$dir/pg$1/postmaster.pid"); kill -9 $(pgrep -P "$p") "$p" 2>/dev/null; }
    return 0
}
primary() { for n in 1 2 3; do curl -s -o /dev/null -w '%{http_code}' -m 2 http://127.0.0.1:$((base + 20 + n))/primary | grep -q 200 && { echo $n; return; }; done; }
wait_for() { for _ in $(seq $(($1 * ${PATIENCE:-1}))); do eval "$2" && return 0; sleep 1; done; echo "waited $1 s in vain: $2" >&2; return 1; }
sql() { PGPASSWORD=$secret PGCONNECT_TIMEOUT=5 timeout 20 /usr/lib/postgresql/15/bin/psql -qtAX -h 127.0.0.1 -p $((base + 40)) -U postgres -d postgres -v ON_ERROR_STOP=1 -c "$1" 2>>psql.log; }

for n in 1 2 3; do fill $n < "$here/patroni.yml" > node$n.yml; [ ${#as[@]} = 0 ] || chown postgres node$n.yml; done
start_node 1
wait_for 90 '[ -n "$(primary)" ]' || { tail -n 5 node1.log etcd1.log >&2; exit 1; }
start_node 2; start_node 3
fill < "$here/haproxy.cfg" > haproxy.cfg
haproxy -db -f haproxy.cfg > haproxy.log 2>&1 & pids+=($!)
wait_for 120 'sql "CREATE TABLE IF NOT EXISTS proof (n bigint PRIMARY KEY)"' || { tail -n 5 node*.log haproxy.log >&2; exit 1; }

: > acked; : > refused; : > stop.no; declare -A boxes
hosts=127.0.0.1,127.0.0.1,127.0.0.1 ports=$((base + 31)),$((base + 32)),$((base + 33))
start_box() {
    LOKET_SERVER="host=$hosts port=$ports user=postgres password=$secret dbname=postgres" LOKET_BOX=$1 LOKET_STOP=$dir/stop.no LOKET_ACKED=$dir/acked LOKET_REFUSED=$dir/refused "$program" "[.failover]" >> box$1.log 2>&1 & boxes[$1]=$!; pids+=($!)
}
stop_box() { [ -z "$program" ] || { kill -9 "${boxes[$1]}"; wait "${boxes[$1]}"; } 2>/dev/null; return 0; }
write_rows() { n=0; while [ -e stop.no ]; do n=$((n + 1)); sql "INSERT INTO proof VALUES ($n)" && echo $n >> acked; done; }
if [ -n "$program" ]; then for n in 1 2 3; do start_box $n; done
else write_rows & pids+=($!); fi
written="SELECT n FROM proof"; [ -z "$program" ] || written="SELECT body::json ->> 'number' FROM event"
done_rounds=0 longest=0
for _ in $(seq "$rounds"); do
    sleep 8; was=$(primary); [ -n "$was" ] || { echo "no primary" >&2; exit 1; }
    owner=; [ -z "$program" ] || owner=$(sql "SELECT right(who, 1) FROM owner")
    cut=$(date +%s.%N); stop_node "$was"
    [ -z "$owner" ] || { stop_box "$owner"; [ "$owner" = "$was" ] || stop_box "$was"; }
    before=$(wc -l < acked)
    wait_for 120 '[ -n "$(primary)" ] && [ "$(primary)" != '"$was"' ]' || { tail -n 5 node*.log >&2; exit 1; }
    wait_for 60 '[ "$(wc -l < acked)" -gt $(('"$before"' + 1)) ]' || exit 1
    took=$(echo "$(date +%s.%N -r acked) - $cut" | bc); echo "node$was killed${owner:+ with box$owner, which owned the office}, node$(primary) is primary, the next acknowledgement after $took s"
    longest=$(printf '%s\n%s\n' "$longest" "$took" | sort -g | tail -1); done_rounds=$((done_rounds + 1))
    start_node "$was"
    [ -z "$owner" ] || { start_box "$owner"; [ "$owner" = "$was" ] || start_box "$was"; }
    wait_for 120 'curl -s -m 2 http://127.0.0.1:'$((base + 20 + was))'/health -o /dev/null -w "%{http_code}" | grep -q 200' || { tail -n 5 node$was.log >&2; exit 1; }
done
rm stop.no; sleep 3
wait_for 60 'sql "COPY ($written) TO STDOUT" > found' || exit 1
lost=$(comm -23 <(sort acked) <(sort found) | wc -l)
doubled=$(($(sort found | uniq -d | wc -l) + $(comm -12 <(sort refused) <(sort found) | wc -l)))  # what was refused never happened
echo "acked $(wc -l < acked) found $(wc -l < found) lost $lost doubled $doubled failovers $done_rounds longest $longest s"
[ "$lost" = 0 ] && [ "$doubled" = 0 ] && [ "$done_rounds" = "$rounds" ]

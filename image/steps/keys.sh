# keys/: PK, KEK and db of Secure Boot and the key of updates. Made here for trying things out; an office's real keys come from its safe
# (LOKET_IMAGE_KEYS=DIR, the same names). None is ever committed.

make_keys() {
  local keys=$WORK/keys name
  [ -n "${LOKET_IMAGE_KEYS:-}" ] && { rm -rf "$keys"; ln -sfn "$(readlink -f "$LOKET_IMAGE_KEYS")" "$keys"; }
  [ -e "$keys/db.auth" ] && [ -e "$keys/update.pub" ] && return
  say "making TEST keys in $keys: whoever has them can sign for these machines"
  mkdir -p -m 700 "$keys"
  ( cd "$keys"
    local owner=6c6f6b65-7400-4000-8000-000000000001
    for name in PK KEK db; do
      openssl req -new -x509 -newkey rsa:2048 -nodes -sha256 -days 7300 -subj "/CN=Loket TEST $name/" -keyout $name.key -out $name.crt 2>/dev/null
      cert-to-efi-sig-list -g $owner $name.crt $name.esl
    done
    local when; when=$(date -u -d "@$SOURCE_DATE_EPOCH" '+%F %T')
    sign-efi-sig-list -t "$when" -k PK.key -c PK.crt PK PK.esl PK.auth >/dev/null
    sign-efi-sig-list -t "$when" -k PK.key -c PK.crt KEK KEK.esl KEK.auth >/dev/null
    sign-efi-sig-list -t "$when" -k KEK.key -c KEK.crt db db.esl db.auth >/dev/null
    # Of an Ed25519 key in DER the last 32 bytes are the seed, of its public half the key itself (RFC 8410): hexadecimal for `loket update`.
    openssl genpkey -algorithm ed25519 -out update.pem 2>/dev/null
    openssl pkey -in update.pem -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \n' >update.key
    openssl pkey -in update.pem -pubout -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \n' >update.pub
    rm update.pem
    chmod 600 ./*.key )
}

#!/usr/bin/python3
"""A client of the Secure Biometric Interface that shares nothing with ours: jwcrypto for the signatures, openssl for the certificates,
hashlib for the chain, struct for the records. check.py PORT TYPE AUTHORITY.pem; says what it checked, ends with 1 at the first thing wrong."""

import base64
import hashlib
import http.client
import json
import struct
import subprocess
import sys
import tempfile

from jwcrypto import jwk, jws

PORT, TYPE, AUTHORITY = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def ask(verb, path, body=None):
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
    line.request(verb, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
    answer = line.getresponse()
    assert answer.status == 200, answer.status
    return json.loads(answer.read())


def unbase(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pem(certificate):
    lines = [certificate[i : i + 64] for i in range(0, len(certificate), 64)]
    return "-----BEGIN CERTIFICATE-----\n" + "\n".join(lines) + "\n-----END CERTIFICATE-----\n"


def opened(token):
    """The payload, if the chain leads to the authority and the signature is the signer's."""
    signature = jws.JWS()
    signature.deserialize(token)
    header = json.loads(unbase(token.split(".")[0]))
    assert header["alg"] == "RS256", header
    signer, *between = header["x5c"]
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as one, tempfile.NamedTemporaryFile("w", suffix=".pem") as others:
        one.write(pem(signer))
        one.flush()
        others.write("".join(pem(each) for each in between))
        others.flush()
        subprocess.run(["openssl", "verify", "-CAfile", AUTHORITY, "-untrusted", others.name, one.name], check=True, stdout=subprocess.DEVNULL)
    signature.verify(jwk.JWK.from_pem(pem(signer).encode()), alg="RS256")
    return json.loads(signature.payload)


def record_of(record):
    """Magic, edition, width, height and the picture; ISO/IEC 19794-4, -5, -6 of 2011."""
    magic, edition, length, count = struct.unpack(">4s4sIH", record[:14])
    assert length == len(record) and count == 1
    header = {b"FIR\0": 16, b"IIR\0": 16, b"FAC\0": 17}[magic]
    (representation,) = struct.unpack(">I", record[header : header + 4])
    assert representation == length - header
    at = header + 4 + 9 + 5
    at += 1 + 5 * record[at]
    if magic == b"FIR\0":
        assert edition == b"020\0", edition
        position, dpi = record[at], struct.unpack(">H", record[at + 7 : at + 9])[0]
        assert 1 <= position <= 10 and dpi == 500
        width, height = struct.unpack(">HH", record[at + 14 : at + 18])
        at += 18
    elif magic == b"IIR\0":
        width, height = struct.unpack(">HH", record[at + 6 : at + 10])
        at += 2 + 27
    else:
        (landmarks,) = struct.unpack(">H", record[at : at + 2])
        at += 17 + 8 * landmarks
        width, height = struct.unpack(">HH", record[at + 2 : at + 6])
        at += 11
    (size,) = struct.unpack(">I", record[at : at + 4])
    picture = record[at + 4 : at + 4 + size]
    assert len(picture) == size and at + 4 + size == length
    begins = b"\xff\xd8\xff" if magic == b"FAC\0" else b"\0\0\0\x0cjP  \r\n\x87\n"
    assert picture.startswith(begins), "neither JPEG nor JPEG 2000"
    return magic, edition, width, height


def stream(device):
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
    line.request("STREAM", "/stream", json.dumps({"deviceId": device, "deviceSubId": "3", "timeout": "5000"}))
    answer = line.getresponse()
    assert answer.getheader("Content-Type").startswith("multipart/x-mixed-replace"), answer.getheader("Content-Type")
    for _ in range(2):
        part = b""
        while not part.endswith(b"\r\n\r\n"):
            part += answer.read(1)
        size = int(next(each.split(b":")[1] for each in part.split(b"\r\n") if each.lower().startswith(b"content-length")))
        picture = answer.read(size)
        assert picture[:2] == b"\xff\xd8" and picture[-2:] == b"\xff\xd9"
        assert answer.read(4) == b"\r\n\r\n"
    line.close()


def capture(device, names, transaction="peer-0001"):
    previous = hashlib.sha256(b"").hexdigest().upper()
    bio = {"type": TYPE, "count": str(len(names)), "bioSubType": [], "exception": [], "requestedScore": "40", "deviceId": device, "deviceSubId": "0" if TYPE == "Face" else "3", "previousHash": previous}
    answer = ask("RCAPTURE", "/capture", {"env": "Production", "purpose": "Registration", "specVersion": "0.9.5", "timeout": "10000", "captureTime": "2026-11-29T00:00:00.000Z",
                                          "transactionId": transaction, "bio": [bio], "customOpts": None})
    said = []
    for each in answer["biometrics"]:
        assert each["error"]["errorCode"] == "0" and each["specVersion"] == "0.9.5", each["error"]
        data = opened(each["data"])
        opened(data["digitalId"])
        assert data["transactionId"] == transaction and data["bioType"] == TYPE and data["purpose"] == "Registration"
        record = unbase(data["bioValue"])
        previous = hashlib.sha256(bytes.fromhex(previous) + hashlib.sha256(record).digest()).hexdigest().upper()
        assert each["hash"] == previous, "hash chain"
        print(data["bioSubType"] or TYPE, *record_of(record)[2:])
        said.append(data["bioSubType"])
    assert sorted(said) == sorted(names), said


found = ask("MOSIPDISC", "/device", {"type": TYPE})
assert len(found) == 1 and json.loads(unbase(found[0]["digitalId"]))["type"] == TYPE
info = opened(ask("MOSIPDINFO", "/info")[0]["deviceInfo"])
assert info["deviceId"] == found[0]["deviceId"] and "0.9.5" in info["specVersion"]
assert opened(info["digitalId"])["type"] == TYPE
stream(info["deviceId"])
capture(info["deviceId"], {"Finger": ["Left Thumb", "Right Thumb"], "Iris": ["Left", "Right"], "Face": [""]}[TYPE])
print("all is as the interface says")

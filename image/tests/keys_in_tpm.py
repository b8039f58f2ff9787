"""The device's key in the appliance's TPM, made by whoever the kiosk is there: its user, in its sandbox, under its profile."""

from machine import Disk, Machine
from steps import check, direct, test, up

# The kiosk's own unit with another command: the sandbox is the one that it really runs in.
INSTEAD = """[Service]
Type=oneshot
Restart=no
ExecStart=
ExecStart=/usr/lib/loket/loket sync try-key
"""


@test("the kiosk's user, in its sandbox, makes a key in the machine's TPM and signs with it; nothing else of the TPM is its own")
def tpm_key(folder):
    with Machine(folder, Disk(folder), direct=direct()) as machine:
        up(machine)
        check(machine.sh("stat -c '%U %G %a' /dev/tpmrm0 /dev/tpm0")[1].split("\n") == ["root loket 660", "root root 600"], "the managed device is the kiosk's, the raw one is not")
        place = "/run/systemd/system/loket-kiosk.service.d"
        machine.sh(f"mkdir -p {place}; cat >{place}/try.conf <<'END'\n{INSTEAD}END")
        machine.sh("systemctl daemon-reload; systemctl stop loket-kiosk; systemctl start loket-kiosk", 120)
        said = machine.sh("journalctl -b -u loket-kiosk -o cat --no-pager | tail -n 30")[1]
        check("device key: in the TPM" in said, f"a key in the TPM, tried: {said[-200:]}")
        machine.sh(f"rm {place}/try.conf; systemctl daemon-reload; systemctl start --no-block loket-kiosk")
        machine.page(300)

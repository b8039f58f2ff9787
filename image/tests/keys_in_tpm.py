"""The device's key in the appliance's TPM, made by whoever the kiosk is there: its user, in its sandbox, under its profile."""

from machine import Disk, Machine
from steps import check, direct, test, up

# The kiosk's own unit with another command: the sandbox is the one that it really runs in.
INSTEAD = r"[Service]\nType=oneshot\nRestart=no\nExecStart=\nExecStart=/usr/lib/loket/loket sync try-key\n"


@test("the kiosk's user, in its sandbox, makes a key in the machine's TPM and signs with it; nothing else of the TPM is its own")
def tpm_key(folder):
    with Machine(folder, Disk(folder), direct=direct()) as machine:
        up(machine)
        check(machine.sh("stat -c '%U %G %a' /dev/tpmrm0 /dev/tpm0")[1].split("\n") == ["root loket 660", "root root 600"], "the managed device is the kiosk's, the raw one is not")
        place = "/run/systemd/system/loket-kiosk.service.d"
        machine.sh(f"mkdir -p {place}; printf '{INSTEAD}' >{place}/try.conf")
        machine.sh("systemctl daemon-reload; systemctl stop loket-kiosk; systemctl start loket-kiosk", 120)
        said = machine.sh("journalctl -b -u loket-kiosk -o cat --no-pager | tail -n 30")[1]
        if "device key: in the TPM" not in said:
            print(said)
        check("device key: in the TPM" in said, "a key is made in the TPM, and signs")
        machine.sh(f"rm {place}/try.conf; systemctl daemon-reload; systemctl start --no-block loket-kiosk")
        machine.page(300)

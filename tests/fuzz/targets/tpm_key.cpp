#include "tests/fuzz/target.h"
#include "workflow/tpm/key_form.h"

namespace loket::fuzz {

/// A file that says it holds a key of the TPM.
void tpm_key(ByteView bytes) {
    const auto key = tpm::from_der(bytes);
    if (!key) return;
    require(key->public_part.size() <= 2048 && key->private_part.size() <= 2048, "a key is small");
    require(tpm::from_der(tpm::to_der(*key)) == key, "what was read can be written and read again");
}

}  // namespace loket::fuzz

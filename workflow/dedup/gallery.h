#pragma once
// Fingers and irises of everybody who was recorded here, to find a person who comes a second time under another number.

#include <memory>
#include <string>
#include <unordered_map>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/finger_index.h"
#include "devices/biometrics/iris/iris_code.h"
#include "devices/biometrics/position.h"
#include "workflow/store/file_database.h"

namespace loket::dedup {

/// A finger of somebody in the gallery, compared in full.
struct Likeness {
    std::string person;
    biometrics::Finger position = biometrics::Finger::Unknown;
    double score = 0;  ///< of biometrics::match_score
    bool operator==(const Likeness&) const = default;
};

/// An encrypted file of its own (every page, with the given key); in memory only the index, FingerIndex::kIndexBytes a finger, without names.
/// Nothing of it is ever logged. One owner thread; `search` takes helpers of its own where it may.
class Gallery {
  public:
    /// Makes the file where there is none. Errors as of store::FileDatabase.
    static Result<std::unique_ptr<Gallery>> open(const std::filesystem::path& path, const store::Key& key);

    /// On the disk when it returns. In place of what was known of this finger.
    Status put(const std::string& person, biometrics::Finger position, const biometrics::FingerTemplate& finger);
    /// Many at once, in one transaction: all or none.
    struct Entry {
        std::string person;
        biometrics::Finger position = biometrics::Finger::Unknown;
        biometrics::FingerTemplate finger;
    };
    Status put_all(const std::vector<Entry>& entries);
    struct Iris {
        biometrics::Eye eye = biometrics::Eye::Right;
        biometrics::IrisCode code;
    };
    /// In place of what was known of these eyes; all or none.
    Status put_irises(const std::string& person, const std::vector<Iris>& irises);
    Result<std::vector<Iris>> irises_of(const std::string& person);
    /// Everybody whose eye is nearest to the probe, nearest first, equal distances by person; whom IrisProbe::may_be rules out is not among
    /// them. Reads every code of the file: for people whose fingers say nothing.
    struct Near {
        std::string person;
        double distance = 1;  ///< of biometrics::iris_distance
        bool operator==(const Near&) const = default;
    };
    Result<std::vector<Near>> search_irises(const Iris& probe, std::size_t most = 20);
    Result<std::size_t> irises();  ///< how many eyes there are

    /// All fingers and irises of a person; nothing where there are none.
    Status forget(const std::string& person);
    [[nodiscard]] std::size_t fingers() const { return index_.size(); }

    /// What is known of a person.
    Result<std::vector<Entry>> of(const std::string& person);

    /// Everybody's fingers of this position (of all for Unknown) that are most like the probe: the index lets `most` through, these are
    /// compared in full; best first, equal scores by person. The same on any number of threads.
    Result<std::vector<Likeness>> search(const biometrics::FingerTemplate& probe, biometrics::Finger position, int threads = 1, std::size_t most = kCompared);
    static constexpr std::size_t kCompared = 200;

  private:
    explicit Gallery(std::unique_ptr<store::FileDatabase> database) : database_(std::move(database)) {}
    Status prepare_tables();
    Status load_index();
    Status remake_codes();
    Result<std::int64_t> number_of(const std::string& person);
    Result<biometrics::FingerTemplate> finger(std::uint64_t number, biometrics::Finger position);
    Result<std::string> person_of(std::uint64_t number);

    std::unique_ptr<store::FileDatabase> database_;
    biometrics::FingerIndex index_;
};

}  // namespace loket::dedup

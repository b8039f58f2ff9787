#include "workflow/dedup/gallery.h"

#include <algorithm>
#include <thread>

#include "devices/biometrics/finger/packed.h"

namespace loket::dedup {
namespace {

using biometrics::Finger;
using biometrics::FingerCandidate;
using biometrics::FingerTemplate;

// Codes stand apart from templates, so that a start reads only what the index needs.
constexpr const char* kTables = R"(
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=FULL;
    PRAGMA secure_delete=ON;
    CREATE TABLE IF NOT EXISTS person(number INTEGER PRIMARY KEY, person TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE IF NOT EXISTS code(number INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, code BLOB NOT NULL, PRIMARY KEY(number, position)) STRICT;
    CREATE TABLE IF NOT EXISTS finger(number INTEGER NOT NULL, position INTEGER NOT NULL, template BLOB NOT NULL, PRIMARY KEY(number, position)) STRICT;
    CREATE TABLE IF NOT EXISTS iris(number INTEGER NOT NULL, eye INTEGER NOT NULL, code BLOB NOT NULL, PRIMARY KEY(number, eye)) STRICT;
)";

bool more_like(const Likeness& a, const Likeness& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.person != b.person ? a.person < b.person : a.position < b.position;
}

/// Each helper a part of the index.
std::vector<FingerCandidate> look_through(const biometrics::FingerIndex& index, const FingerTemplate& probe, Finger position, std::size_t most, int threads) {
    const auto code = biometrics::search_probe(probe);
    const auto parts = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::vector<FingerCandidate>> found(parts);
    const auto look = [&](std::size_t part) { found[part] = index.search(code, position, most, part, parts); };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t part = 1; part < parts; ++part) helpers.emplace_back(look, part);
        look(0);
    }
    return biometrics::best_of(found, most);
}

}  // namespace

Result<std::unique_ptr<Gallery>> Gallery::open(const std::filesystem::path& path, const store::Key& key) {
    LOKET_ASSIGN(database, store::FileDatabase::open(path, key));
    std::unique_ptr<Gallery> gallery(new Gallery(std::move(database)));
    LOKET_TRY(gallery->prepare_tables());
    LOKET_TRY(gallery->load_index());
    return gallery;
}

Status Gallery::prepare_tables() { return database_->script(kTables); }

Status Gallery::load_index() {
    LOKET_TRY(remake_codes());
    LOKET_ASSIGN(rows, database_->prepare("SELECT number, position, code FROM code ORDER BY number, position"));
    for (;;) {
        LOKET_ASSIGN(row, rows.step());
        if (!row) return {};
        LOKET_ASSIGN(code, biometrics::unpack_code(rows.bytes(2)));
        index_.put(static_cast<std::uint64_t>(rows.integer(0)), static_cast<Finger>(rows.integer(1)), code);
    }
}

/// After an upgrade that makes codes differently.
Status Gallery::remake_codes() {
    std::vector<std::pair<std::uint64_t, Finger>> old;
    {
        LOKET_ASSIGN(rows, database_->query("SELECT number, position FROM code WHERE version <> ?", biometrics::kSearchCodeVersion));
        for (;;) {
            LOKET_ASSIGN(row, rows.step());
            if (!row) break;
            old.emplace_back(static_cast<std::uint64_t>(rows.integer(0)), static_cast<Finger>(rows.integer(1)));
        }
    }
    if (old.empty()) return {};
    LOKET_ASSIGN(transaction, store::Transaction::begin(*database_));
    for (const auto& [number, position] : old) {
        LOKET_ASSIGN(known, finger(number, position));
        LOKET_TRY(database_->run("UPDATE code SET version = ?, code = ? WHERE number = ? AND position = ?", biometrics::kSearchCodeVersion,
                                 ByteView(biometrics::pack(biometrics::detail::search_code(known))), static_cast<std::int64_t>(number), static_cast<int>(position)));
    }
    return transaction.commit();
}

Result<std::int64_t> Gallery::number_of(const std::string& person) {
    LOKET_TRY(database_->run("INSERT OR IGNORE INTO person(person) VALUES (?)", std::string_view(person)));
    LOKET_ASSIGN(row, database_->query("SELECT number FROM person WHERE person = ?", std::string_view(person)));
    LOKET_ASSIGN(found, row.step());
    if (!found) return internal("a person of the gallery has no number");
    return row.integer(0);
}

Status Gallery::put(const std::string& person, Finger position, const FingerTemplate& finger) { return put_all({{person, position, finger}}); }

Status Gallery::put_all(const std::vector<Entry>& entries) {
    struct Coded {
        std::int64_t number = 0;
        Finger position = Finger::Unknown;
        biometrics::detail::SearchCode code;
    };
    std::vector<Coded> coded;
    LOKET_ASSIGN(transaction, store::Transaction::begin(*database_));
    for (const auto& entry : entries) {
        LOKET_ASSIGN(number, number_of(entry.person));
        coded.push_back({number, entry.position, biometrics::detail::search_code(entry.finger)});
        LOKET_TRY(database_->run("INSERT OR REPLACE INTO finger VALUES (?, ?, ?)", number, static_cast<int>(entry.position), ByteView(biometrics::pack(entry.finger))));
        LOKET_TRY(database_->run("INSERT OR REPLACE INTO code VALUES (?, ?, ?, ?)", number, static_cast<int>(entry.position), biometrics::kSearchCodeVersion,
                                 ByteView(biometrics::pack(coded.back().code))));
    }
    LOKET_TRY(transaction.commit());
    for (const auto& each : coded) index_.put(static_cast<std::uint64_t>(each.number), each.position, each.code);
    return {};
}

Status Gallery::forget(const std::string& person) {
    LOKET_ASSIGN(known, of(person));
    LOKET_ASSIGN(eyes, irises_of(person));
    if (known.empty() && eyes.empty()) return {};
    LOKET_ASSIGN(number, number_of(person));
    {
        LOKET_ASSIGN(transaction, store::Transaction::begin(*database_));
        for (const auto* table : {"finger", "code", "iris", "person"}) LOKET_TRY(database_->run(std::string("DELETE FROM ") + table + " WHERE number = ?", number));
        LOKET_TRY(transaction.commit());
    }
    for (const auto& entry : known) index_.remove(static_cast<std::uint64_t>(number), entry.position);
    return database_->fold_log(true);  // what was forgotten does not stay in the log either
}

Result<std::vector<Gallery::Entry>> Gallery::of(const std::string& person) {
    LOKET_ASSIGN(rows, database_->query("SELECT position, template FROM finger JOIN person USING (number) WHERE person = ? ORDER BY position", std::string_view(person)));
    std::vector<Entry> entries;
    for (;;) {
        LOKET_ASSIGN(row, rows.step());
        if (!row) return entries;
        LOKET_ASSIGN(finger, biometrics::unpack(rows.bytes(1)));
        entries.push_back({person, static_cast<Finger>(rows.integer(0)), std::move(finger)});
    }
}

Status Gallery::put_irises(const std::string& person, const std::vector<Iris>& irises) {
    if (irises.empty()) return {};
    LOKET_ASSIGN(transaction, store::Transaction::begin(*database_));
    LOKET_ASSIGN(number, number_of(person));
    for (const auto& iris : irises)
        LOKET_TRY(database_->run("INSERT OR REPLACE INTO iris VALUES (?, ?, ?)", number, static_cast<int>(iris.eye), ByteView(biometrics::to_bytes(iris.code))));
    return transaction.commit();
}

Result<std::size_t> Gallery::irises() {
    LOKET_ASSIGN(row, database_->query("SELECT count(*) FROM iris"));
    LOKET_ASSIGN(found, row.step());
    return found ? static_cast<std::size_t>(row.integer(0)) : 0;
}

/// Codes of an earlier version say nothing any more: they cannot be made anew without the picture.
Result<std::vector<Gallery::Iris>> Gallery::irises_of(const std::string& person) {
    LOKET_ASSIGN(rows, database_->query("SELECT eye, code FROM iris JOIN person USING (number) WHERE person = ? ORDER BY eye", std::string_view(person)));
    std::vector<Iris> irises;
    for (;;) {
        LOKET_ASSIGN(row, rows.step());
        if (!row) return irises;
        const auto code = biometrics::iris_code_from(rows.bytes(1));
        if (!code && code.error().fault == Fault::Unsupported) continue;
        if (!code) return code.error();
        irises.push_back({static_cast<biometrics::Eye>(rows.integer(0)), *code});
    }
}

Result<std::vector<Gallery::Near>> Gallery::search_irises(const Iris& probe, std::size_t most) {
    LOKET_ASSIGN(rows, database_->query("SELECT person, code FROM iris JOIN person USING (number) WHERE eye = ?", static_cast<int>(probe.eye)));
    const auto nearer = [](const Near& a, const Near& b) { return a.distance != b.distance ? a.distance < b.distance : a.person < b.person; };
    const biometrics::IrisProbe own(probe.code);
    std::vector<Near> near;
    for (;;) {
        LOKET_ASSIGN(row, rows.step());
        if (!row) break;
        const auto code = biometrics::iris_code_from(rows.bytes(1));
        if (!code && code.error().fault == Fault::Unsupported) continue;
        if (!code) return code.error();
        if (!own.may_be(*code)) continue;
        near.push_back({rows.text(0), own.distance(*code)});
        if (near.size() < 2 * most + 2) continue;
        std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(most), near.end(), nearer);
        near.resize(most);
    }
    std::sort(near.begin(), near.end(), nearer);
    if (near.size() > most) near.resize(most);
    return near;
}

Result<FingerTemplate> Gallery::finger(std::uint64_t number, Finger position) {
    LOKET_ASSIGN(row, database_->query("SELECT template FROM finger WHERE number = ? AND position = ?", static_cast<std::int64_t>(number), static_cast<int>(position)));
    LOKET_ASSIGN(found, row.step());
    if (!found) return corrupt("a finger of the index is not in the gallery");
    return biometrics::unpack(row.bytes(0));
}

Result<std::string> Gallery::person_of(std::uint64_t number) {
    LOKET_ASSIGN(row, database_->query("SELECT person FROM person WHERE number = ?", static_cast<std::int64_t>(number)));
    LOKET_ASSIGN(found, row.step());
    if (!found) return corrupt("a person of the index is not in the gallery");
    return row.text(0);
}

Result<std::vector<Likeness>> Gallery::search(const FingerTemplate& probe, Finger position, int threads, std::size_t most) {
    const auto ready = biometrics::prepare(probe);
    std::vector<Likeness> found;
    for (const auto& candidate : look_through(index_, probe, position, most, threads)) {
        LOKET_ASSIGN(known, finger(candidate.id, candidate.position));
        LOKET_ASSIGN(person, person_of(candidate.id));
        found.push_back({person, candidate.position, biometrics::match_score(ready, biometrics::prepare(known))});
    }
    std::sort(found.begin(), found.end(), more_like);
    return found;
}

}  // namespace loket::dedup

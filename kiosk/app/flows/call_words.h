#pragma once
// A call as it is spoken over the counters: numbers in words, letter by letter where people read them so.

#include <string>

namespace loket::app {

/// 0 … 999,999 in words: "dua puluh tiga", "twenty-three". Indonesian, or English for "en".
std::string number_words(int number, const std::string& language);

/// "Nomor antrean A nol dua tiga, silakan ke loket dua." The ticket is read sign by sign, the counter as a number where it is one.
std::string call_sentence(const std::string& ticket, const std::string& loket, const std::string& language);

}  // namespace loket::app

#pragma once
// How texts are written into the search index, and questions to it. The index itself folds case and accents
// ("Äpfel" is "apfel"); what is done here is ß = ss, and ae, oe, ue as people type them for umlauts.
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::domain {

std::string index_text(std::string_view text);

// An FTS5 expression: every word of the question begins a word of the text. Empty if the question has no
// words.
std::string match_expression(std::string_view question);

// The words that stand in the index for a text's hashtags and cashtags, each once: no text can contain them.
// Tags are found whole, in any case and with any accents.
std::vector<std::string> tag_words(std::string_view text);

}  // namespace botschaft::domain

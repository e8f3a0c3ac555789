// Answers of an object store: whatever they are, what is found lies inside, and what is escaped reads the
// same.
#include "base/bytes.h"
#include "base/check.h"
#include "blob/s3/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  const auto text = as_text({data, size});
  for (const auto* name : {"Contents", "Key", "Upload", "UploadId", "Code", "IsTruncated"}) {
    std::size_t total = 0;
    for (const auto element : blob::xml_elements(text, name)) total += element.size();
    CHECK(total <= size);
    (void)blob::xml_text(text, name);
  }
  const auto written = "<T>" + blob::xml_escape(text) + "</T>";
  CHECK(blob::xml_text(written, "T") == text);
  return 0;
}

// The words the coach speaks of are underlined behind the text; they go as soon as the text is no longer what was read.

const message = document.getElementById("message");
const marks = () => document.getElementById("marks");

message?.addEventListener("input", () => {
  marks().textContent = message.value;
});
message?.addEventListener("scroll", () => {
  marks().scrollTop = message.scrollTop;
});
document.body.addEventListener("htmx:after:swap", () => {
  if (!message || !marks()) return;
  if (marks().textContent.trimEnd() !== message.value.trimEnd()) marks().textContent = message.value;
  marks().scrollTop = message.scrollTop;
});

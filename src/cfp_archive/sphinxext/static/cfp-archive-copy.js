// Adds a button to each citation that copies its text. Without this script the text can be selected and the files opened.
{
  const { copy, copied } = document.currentScript.dataset;

  // Where a browser has no clipboard for scripts (pages that were not sent over HTTPS), selected text can be copied.
  const write = async (text, block) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const range = document.createRange();
    range.selectNodeContents(block);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (!document.execCommand("copy")) throw new Error("not copied");
  };

  const addButton = (cite) => {
    const block = cite.querySelector("pre");
    if (!block) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cfp-copy";
    button.textContent = copy;
    const status = document.createElement("span");
    status.className = "cfp-copied";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await write(block.textContent.trimEnd() + "\n", block);
        status.textContent = copied;
      } catch {
        window.getSelection().selectAllChildren(block); // ready to be copied by keyboard
      }
    });
    const line = document.createElement("p");
    line.append(button, " ", status);
    block.after(line);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const cite of document.querySelectorAll(".cfp-cite")) addButton(cite);
  });
}

// Puts a button beside "One page to print" that prints that part of the lesson and nothing else.

const heading = document.getElementById("one-page");
if (heading && document.querySelector(".gt-reading")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-button gt-print";
  button.textContent = "Print this page";
  button.addEventListener("click", () => {
    document.documentElement.classList.add("gt-one-page");
    window.print();
  });
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("gt-one-page"));
  heading.after(button);
}

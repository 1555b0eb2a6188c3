// Tells of a fault in its own words: Node would quote the line of source, a megabyte of it in Pyodide.
const tell = (fault) => {
  console.error(String(fault));
  process.exitCode = 1;
};
process.on("uncaughtException", tell).on("unhandledRejection", tell);

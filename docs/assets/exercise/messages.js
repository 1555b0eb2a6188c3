// The messages between a page and its grading worker.
//
// Page to worker:   {type: START, ticket, manifest}          load Python and the graders
//                   {type: GRADE, ticket, request}           grade; request as graders/adapters/browser.py reads it
//                   {type: REPORT_LINE, ticket, request}     the same, answered with the serialised report alone
//                   {type: IDENTIFIERS, ticket, request}     the same, answered with what could point at a real person
//                   {type: KEPT_REPORT, ticket, request}     render a report that was kept; answered with HTML
//                   {type: WORK_FILE | READ_WORK, ticket, request}   write or read a work file (browser.py says how)
// Worker to page:   {type: PROGRESS, done, total}            bytes loaded so far
//                   {type: READY | GRADED | any other question, ticket, answer}
//                   {type: ERROR, ticket, problem, detail}   problem is a key of problems.js
export const START = "start";
export const GRADE = "grade";
export const REPORT_LINE = "report-line";
export const IDENTIFIERS = "identifiers";
export const KEPT_REPORT = "kept-report";
export const WORK_FILE = "work-file";
export const READ_WORK = "read-work";
export const PROGRESS = "progress";
export const READY = "ready";
export const GRADED = "graded";
export const ERROR = "error";

// The messages between a page and its grading worker.
//
// Page to worker:   {type: START, ticket}                    load Python and the graders
//                   {type: GRADE, ticket, request}           grade; request as graders/adapters/browser.py reads it
//                   {type: REPORT_LINE, ticket, request}     the same, answered with the serialised report alone
// Worker to page:   {type: PROGRESS, done, total}            bytes loaded so far
//                   {type: READY | GRADED | REPORT_LINE, ticket, answer}
//                   {type: ERROR, ticket, problem, detail}   problem is a key of problems.js
export const START = "start";
export const GRADE = "grade";
export const REPORT_LINE = "report-line";
export const PROGRESS = "progress";
export const READY = "ready";
export const GRADED = "graded";
export const ERROR = "error";

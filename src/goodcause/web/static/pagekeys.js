// The keys of the page screen, in one place: the screen binds them, the guide lets them be changed.
export const PAGE_KEYS = {
  down: ["j", "next finding"], up: ["k", "finding before"], undecided: ["n", "next undecided"],
  accept: ["a", "remove it and go on"], reject: ["x", "leave it: then 1 to 9 for the reason"],
  acceptAll: ["A", "remove all of this category on this page"], done: [" ", "page done: go to the next"],
  draw: ["d", "draw a box; Shift takes the words"], everywhere: ["o", "all occurrences, shown first"],
  template: ["t", "the sheet of this form box"], after: ["p", "before, after"], marked: ["w", "with the watermark"],
  escalate: ["e", "ask counsel, with a note"], comment: ["c", "write a note"], fit: ["f", "zoom to it, and back"],
  undo: ["u", "take the last act back"], stays: ["l", "show what the order leaves"],
  confirm: ["v", "second look: confirm"], sendBack: ["V", "second look: send back"],
  larger: ["+", "larger"], smaller: ["-", "smaller"],
};

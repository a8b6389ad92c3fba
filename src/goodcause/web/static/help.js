import { $, action, keyTable } from "./common.js";
import { PAGE_KEYS } from "./pagekeys.js";

for (const [name, [key, words]] of Object.entries(PAGE_KEYS)) action(name, key, words, null);
$("#keytable").append(keyTable(true));

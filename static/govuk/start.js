import { initAll } from "./all.bundle.js";

initAll();

// Compiles the package, as those who publish it do.

import { compile, packageFolder } from "./support.js";

compile(packageFolder);

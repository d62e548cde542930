// Imported first by every script: ends it with one clear line under a Node that is too old.

import '../check-node.cjs';

@NullMarked
package io.aisletide.fleet;

import org.jspecify.annotations.NullMarked;

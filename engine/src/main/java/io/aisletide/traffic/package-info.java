@NullMarked
package io.aisletide.traffic;

import org.jspecify.annotations.NullMarked;

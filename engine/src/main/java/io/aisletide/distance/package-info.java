@NullMarked
package io.aisletide.distance;

import org.jspecify.annotations.NullMarked;

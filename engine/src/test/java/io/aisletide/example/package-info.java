/** Examples for embedders, which also run as tests. They use the public API only. */
@NullMarked
package io.aisletide.example;

import org.jspecify.annotations.NullMarked;

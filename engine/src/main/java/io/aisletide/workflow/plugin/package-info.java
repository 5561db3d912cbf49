/**
 * Versions from jars: read, checked, metered, and loaded into a module layer of their own. Any thread, but not the engine's.
 */
@NullMarked
package io.aisletide.workflow.plugin;

import org.jspecify.annotations.NullMarked;

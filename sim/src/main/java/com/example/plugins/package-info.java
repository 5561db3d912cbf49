/**
 * Versions of plan-route as somebody outside would write them: they know {@code io.aisletide.api} and nothing else. {@code
 * io.aisletide.sim.trial} packs their classes into jars, and never calls them by itself. Tick threads, an instance each.
 */
package com.example.plugins;

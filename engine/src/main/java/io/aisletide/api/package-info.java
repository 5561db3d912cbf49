/**
 * What a version of a decision sees: the question, a view of the floor, fuel, and where to put the answer. A version in a jar
 * sees this package and parts of {@code java.base}, nothing else; so nothing here may depend on the engine, and what is here
 * stays.
 *
 * <p>A version is pure: its answer depends on the request, the view and its own configuration. It is called by one thread at a
 * time, but different instances of it by different threads; requests, views and answers are flyweights that are filled again
 * for the next call, so none of them may be kept.
 */
@NullMarked
package io.aisletide.api;

import org.jspecify.annotations.NullMarked;

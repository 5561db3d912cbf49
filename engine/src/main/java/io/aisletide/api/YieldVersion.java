package io.aisletide.api;

/** A version of {@code yield}: how much a robot that is kept waiting may ask of others. */
public interface YieldVersion extends Version<YieldRequest, YieldAnswer> {}

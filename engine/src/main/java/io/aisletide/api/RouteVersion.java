package io.aisletide.api;

/** A version of {@code plan-route}: which way, and at which cost class, a robot goes to its goal. */
public interface RouteVersion extends Version<RouteRequest, RouteAnswer> {}

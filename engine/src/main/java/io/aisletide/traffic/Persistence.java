package io.aisletide.traffic;

/**
 * How far a request goes before it gives up: a robot asks whoever is in its way for another plan, and those ask others. Where two
 * robots can pass each other the first answers decide, and going on is work for nothing. Where they cannot, a way out of a
 * crowd is found only by who tries more.
 *
 * @param visitsATick robots more that a request may visit for each tick that its root has been standing on its way
 * @param mostVisits most robots that a request may visit
 * @param triesRoot hindrances that the root tries to move
 * @param triesNear hindrances that a robot near the root tries to move
 * @param triesFar hindrances that a robot further down the chain tries to move
 */
public record Persistence(int visitsATick, int mostVisits, int triesRoot, int triesNear, int triesFar) {
    /** Of aisles with two lanes. Most requests that succeed do so soon; the long ones are for jams. */
    public static final Persistence USUAL = new Persistence(1, 200, 4, 3, 2);

    /** Of all other floors. */
    public static final Persistence GREAT = new Persistence(5, 1000, 12, 6, 3);
}

package io.aisletide.grid;

import org.jspecify.annotations.Nullable;

/** What rules say about the cells of a floor: a page a tile, and none where no rule has ever said anything. */
final class RulePages {
    private final @Nullable RulePage[] pages;

    RulePages(int tiles) {
        pages = new RulePage[tiles];
    }

    int tileCount() {
        return pages.length;
    }

    @Nullable RulePage ofTile(int tile) {
        return pages[tile];
    }

    @Nullable RulePage at(int cell) {
        return pages[cell >>> Floor.TILE_SHIFT];
    }

    /** The page of a cell of which a rule speaks, maybe the first of its tile. */
    RulePage open(int cell) {
        RulePage page = pages[cell >>> Floor.TILE_SHIFT];
        if (page == null) {
            page = new RulePage();
            pages[cell >>> Floor.TILE_SHIFT] = page;
        }
        return page;
    }

    boolean isClosed(int cell, LoadClass load) {
        RulePage page = pages[cell >>> Floor.TILE_SHIFT];
        return page != null && (page.closed[cell & Floor.LOCAL_MASK] >> load.ordinal() & 1) != 0;
    }
}

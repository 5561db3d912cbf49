package io.aisletide.sim.report;

import java.util.Locale;

/** Capitals, digits and a few signs, 3 x 5 pixels each: enough for the legend of a picture. */
final class PixelFont {
    /** Pixels from one letter to the next, at scale 1. */
    static final int ADVANCE = 4;

    static final int HEIGHT = 5;

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:-/()%";

    /** Five rows of three bits for each letter, as octal digits. */
    private static final String[] SHAPES = {
        "75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717", // digits
        "25755", "65656", "34443", "65556", "74647", "74644", "34553", "55755", "72227", "11152", // A to J
        "55655", "44447", "57755", "65555", "25552", "65644", "25573", "65655", "34216", "72222", // K to T
        "55557", "55552", "55775", "55255", "55222", "71247", // U to Z
        "00002", "00024", "02020", "00700", "11244", "12221", "42224", "51245"
    };

    private PixelFont() {}

    static void draw(Png png, int x, int y, int scale, int colour, String text) {
        int left = x;
        for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
            int index = LETTERS.indexOf(letter);
            if (index >= 0) {
                drawLetter(png, left, y, scale, colour, SHAPES[index]);
            }
            left += ADVANCE * scale;
        }
    }

    static int width(String text, int scale) {
        return text.length() * ADVANCE * scale;
    }

    private static void drawLetter(Png png, int x, int y, int scale, int colour, String shape) {
        for (int row = 0; row < HEIGHT; row++) {
            int bits = shape.charAt(row) - '0';
            for (int column = 0; column < 3; column++) {
                int px = x + column * scale;
                int py = y + row * scale;
                if ((bits & 4 >> column) != 0 && px >= 0 && px + scale <= png.width() && py + scale <= png.height()) {
                    png.fill(px, py, scale, scale, colour);
                }
            }
        }
    }
}

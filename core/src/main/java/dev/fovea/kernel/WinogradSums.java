package dev.fovea.kernel;

/// The sums of a chunk of filters and all channels, `[tiles of filters][tiles of channels][filters per tile][channels
/// per tile]`. The last tile on either axis moves back until it fits, so that some sums are kept twice, with the same
/// bits.
///
/// @param filters filters of the chunk
/// @param channels channels
/// @param filtersPerTile filters of a tile, at most as many as there are
/// @param channelsPerTile channels of a tile, at most as many as there are
public record WinogradSums(int filters, int channels, int filtersPerTile, int channelsPerTile) {
    private int filterTiles() {
        return Math.ceilDiv(filters, filtersPerTile);
    }

    private int channelTiles() {
        return Math.ceilDiv(channels, channelsPerTile);
    }

    private int tile() {
        return filtersPerTile * channelsPerTile;
    }

    /// Sums that are kept.
    public int count() {
        return filterTiles() * channelTiles() * tile();
    }

    /// Whether sums are kept in order, each once.
    public boolean isOrdered() {
        return channelsPerTile == channels && filters % filtersPerTile == 0;
    }

    /// Puts sums in order, `[filters][channels]`.
    public void gather(float[] sums, int at, float[] ordered, int to) {
        int from = at;
        for (int filterTile = 0; filterTile < filterTiles(); filterTile++) {
            int filter = Math.min(filterTile * filtersPerTile, filters - filtersPerTile);
            for (int channelTile = 0; channelTile < channelTiles(); channelTile++) {
                int channel = Math.min(channelTile * channelsPerTile, channels - channelsPerTile);
                for (int i = 0; i < filtersPerTile; i++) {
                    System.arraycopy(sums, from, ordered, to + (filter + i) * channels + channel, channelsPerTile);
                    from += channelsPerTile;
                }
            }
        }
    }
}

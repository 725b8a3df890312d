namespace P2C2R.Client.Delivery;

/// <summary>Where a merged output is kept: in memory, or in a temporary file that is gone when it is closed.</summary>
internal static class OutputStorage
{
    private const long MaxInMemory = 64 << 20;

    /// <summary>An empty stream for about so many bytes.</summary>
    public static Stream Create(long expectedBytes) =>
        expectedBytes <= MaxInMemory
            ? new MemoryStream()
            : new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
}

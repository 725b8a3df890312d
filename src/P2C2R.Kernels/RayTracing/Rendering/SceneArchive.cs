using System.Text;
using P2C2R.Kernels.Canonical;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>
/// All files of a scene in one blob, as they are: <c>"P2SA" | i32 files | for each u16 length, name (UTF-8) | i32 length | bytes</c>, in the
/// order in which they were first read. Pictures stay compressed; who computes reads the scene again.
/// </summary>
internal sealed class SceneArchive : IInputFiles
{
    private const int MaxFiles = 4096;

    private readonly List<(string Name, ReadOnlyMemory<byte> Bytes)> _files;
    private readonly CancellationToken _cancellation;

    private SceneArchive(List<(string Name, ReadOnlyMemory<byte> Bytes)> files, CancellationToken cancellation) => (_files, _cancellation) = (files, cancellation);

    private static ReadOnlySpan<byte> Magic => "P2SA"u8;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string name)
    {
        _cancellation.ThrowIfCancellationRequested();
        var found = _files.Find(f => f.Name == name);
        return found.Name is null ? throw new InputException($"'{name}' is not in the scene's archive") : found.Bytes;
    }

    /// <summary>Opens an archive; null for bytes that are none. It refers to the bytes given.</summary>
    /// <param name="bytes">The blob.</param>
    /// <param name="cancellation">Ends reading a scene at its next file.</param>
    public static SceneArchive? Open(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var reader = new CanonicalReader(bytes.Span);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic)) return null;
        var count = reader.I32();
        if (count is < 1 or > MaxFiles) return null;
        var files = new List<(string Name, ReadOnlyMemory<byte> Bytes)>();
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var name = Encoding.UTF8.GetString(reader.Take(reader.U16()));
            var length = reader.I32();
            var start = bytes.Length - reader.Left;
            reader.Take(length);
            if (!reader.Failed) files.Add((name, bytes.Slice(start, length)));
        }

        return reader.AtEnd ? new SceneArchive(files, cancellation) : null;
    }

    /// <summary>Remembers the files that a scene is read from.</summary>
    /// <param name="files">The files beside the document.</param>
    internal sealed class Recorder(IInputFiles files) : IInputFiles
    {
        private readonly List<(string Name, ReadOnlyMemory<byte> Bytes)> _read = [];

        /// <inheritdoc/>
        public ReadOnlyMemory<byte> Read(string name)
        {
            var known = _read.Find(f => f.Name == name);
            if (known.Name is not null) return known.Bytes;
            var bytes = files.Read(name);
            if (_read.Count == MaxFiles) throw new InputException($"the scene has more than {MaxFiles} files; put them into one .glb");
            _read.Add((name, bytes));
            return bytes;
        }

        /// <summary>What was read.</summary>
        public ReadOnlyMemory<byte> Write()
        {
            var total = _read.Sum(static f => (long)f.Bytes.Length);
            if (total > Limits.MaxBlobBytes / 2) throw new InputException($"the scene's files have {total} bytes, at most {Limits.MaxBlobBytes / 2} are possible; make its pictures smaller");
            var writer = new CanonicalWriter();
            writer.Bytes(Magic);
            writer.I32(_read.Count);
            foreach (var (name, bytes) in _read)
            {
                var text = Encoding.UTF8.GetBytes(name);
                writer.U16(text.Length);
                writer.Bytes(text);
                writer.I32(bytes.Length);
                writer.Bytes(bytes.Span);
            }

            return writer.Written;
        }
    }
}

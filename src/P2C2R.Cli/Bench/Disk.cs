using System.Diagnostics;
using System.Security.Cryptography;

namespace P2C2R.Cli.Bench;

/// <summary>A folder on a disk, and how long that disk takes to promise something.</summary>
internal sealed class Disk : IDisposable
{
    private Disk(string folder) => Folder = folder;

    /// <summary>The folder; gone after <see cref="Dispose"/>.</summary>
    public string Folder { get; }

    /// <summary>Makes a new folder under <paramref name="parent"/>, or under artifacts/ of the current folder.</summary>
    public static Disk Open(string? parent)
    {
        var name = $"bench-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return new Disk(Directory.CreateDirectory(Path.Combine(Path.GetFullPath(parent ?? "artifacts"), name)).FullName);
    }

    /// <summary>The file system, for people.</summary>
    public string Describe()
    {
        var drive = DriveInfo.GetDrives().Where(d => Folder.StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(d => d.Name.Length);
        var format = drive?.DriveFormat ?? "unknown file system";
        return format is "tmpfs" or "ramfs" ? $"{format}: NOT A DISK, use --folder" : format;
    }

    /// <summary>Milliseconds of an fsync after appending 4 KiB, median and 99th percentile of 200.</summary>
    public (double P50Ms, double P99Ms) MeasureSync()
    {
        const int Times = 200;
        var block = new byte[4096];
        var path = Path.Combine(Folder, "fsync");
        var milliseconds = new double[Times];
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var i = 0; i < Times; i++)
            {
                RandomAccess.Write(file, block, (long)i * block.Length);
                var start = Stopwatch.GetTimestamp();
                RandomAccess.FlushToDisk(file);
                milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        File.Delete(path);
        Array.Sort(milliseconds);
        return (milliseconds[Times / 2], milliseconds[Times * 99 / 100]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"p2c2r bench: {Folder} could not be removed: {e.Message}");
        }
    }
}

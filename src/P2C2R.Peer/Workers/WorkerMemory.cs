using System.Buffers.Text;
using System.Diagnostics;

namespace P2C2R.Peer.Workers;

/// <summary>How much memory a process has of its own; mapped blobs don't count, the system takes them back when it wants.</summary>
internal static class WorkerMemory
{
    /// <summary>Bytes; 0 where the process is gone.</summary>
    public static long Of(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return AnonymousResident(processId);
            using var process = Process.GetProcessById(processId);
            return process.PrivateMemorySize64;
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // RssShmem too: the runtime maps the code that it generates as shared memory.
    private static long AnonymousResident(int processId)
    {
        var status = File.ReadAllBytes($"/proc/{processId}/status").AsSpan();
        return (Kilobytes(status, "RssAnon:"u8) + Kilobytes(status, "RssShmem:"u8)) << 10;
    }

    private static long Kilobytes(ReadOnlySpan<byte> status, ReadOnlySpan<byte> field)
    {
        var at = status.IndexOf(field);
        if (at < 0) return 0;
        var digits = status[(at + field.Length)..].TrimStart(" \t"u8);
        return Utf8Parser.TryParse(digits, out long kilobytes, out _) ? kilobytes : 0;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Cli.Bench.Models;

/// <summary>How fast this machine reads memory: whole cache lines, in sequence, added up.</summary>
internal static class MemoryBandwidth
{
    private const int Bytes = 512 << 20;

    private static readonly ulong[] Memory = MakeMemory();

    /// <summary>Bytes a second, the best of a few turns.</summary>
    /// <param name="threads">Threads that read, each its part.</param>
    /// <param name="clock">Seconds so far.</param>
    public static double Measure(int threads, Func<double> clock)
    {
        var best = 0.0;
        for (var turn = 0; turn < 4; turn++)
        {
            var start = clock();
            if (threads == 1) Read(Memory);
            else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => Read(Memory.AsSpan(part * (Memory.Length / threads), Memory.Length / threads)));
            best = Math.Max(best, Bytes / (clock() - start));
        }

        return best;
    }

    private static ulong[] MakeMemory()
    {
        var memory = GC.AllocateUninitializedArray<ulong>(Bytes / sizeof(ulong));
        for (var i = 0; i < memory.Length; i++) memory[i] = (ulong)i;
        return memory;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Read(ReadOnlySpan<ulong> memory)
    {
        Vector512<ulong> a = default, b = default, c = default, d = default;
        ref var first = ref MemoryMarshal.GetReference(memory);
        for (var at = 0; at + 32 <= memory.Length; at += 32)
        {
            a += Vector512.LoadUnsafe(ref first, (nuint)at);
            b += Vector512.LoadUnsafe(ref first, (nuint)at + 8);
            c += Vector512.LoadUnsafe(ref first, (nuint)at + 16);
            d += Vector512.LoadUnsafe(ref first, (nuint)at + 24);
        }

        return Vector512.Sum(a + b + c + d);
    }
}

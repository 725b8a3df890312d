using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2C2R.Coordinator.Sqlite;

/// <summary>
/// Chooses which SQLite runs: the one that comes with the program, or the system's where that is newer (distributions
/// mend known vulnerabilities; the packaged library is of 2021).
/// </summary>
public static unsafe class SqliteLibrary
{
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3"];
    private static (nint Handle, string Origin)? _chosen;

    /// <summary>Version of the library in use, for example <c>3.40.1</c>.</summary>
    public static string Version => Choose().Handle == 0 ? "none" : VersionText(Choose().Handle);

    /// <summary>Where it comes from: <c>system</c> or <c>bundled</c>.</summary>
    public static string Origin => Choose().Origin;

#pragma warning disable CA2255 // the resolver must be there before the first call of any SQLite function
    [ModuleInitializer]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, (name, _, _) => name == SqliteNative.Library ? Choose().Handle : 0);
#pragma warning restore CA2255

    private static (nint Handle, string Origin) Choose()
    {
        if (_chosen is { } chosen) return chosen;
        var best = (Handle: (nint)0, Origin: "none");
        if (NativeLibrary.TryLoad(SqliteNative.Library, Assembly.GetExecutingAssembly(), null, out var bundled)) best = (bundled, "bundled");
        foreach (var name in SystemNames)
        {
            if (NativeLibrary.TryLoad(name, out var system) && VersionNumber(system) > VersionNumber(best.Handle)) best = (system, "system");
        }

        DisableMemoryStatistics(best.Handle);
        _chosen = best;
        return best;
    }

    /// <summary>
    /// Nobody reads SQLite's memory statistics, and keeping them costs a lock for each allocation: a twentieth of a commit.
    /// Must come before anything else is called; the function takes variable arguments, which a plain call gets right on x64 only.
    /// </summary>
    private static void DisableMemoryStatistics(nint handle)
    {
        const int memoryStatistics = 9;
        if (handle == 0 || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
        if (NativeLibrary.TryGetExport(handle, "sqlite3_config", out var function)) _ = ((delegate* unmanaged<int, int, int>)function)(memoryStatistics, 0);
    }

    private static int VersionNumber(nint handle) =>
        handle != 0 && NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var function) ? ((delegate* unmanaged<int>)function)() : 0;

    private static string VersionText(nint handle) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, "sqlite3_libversion"))()) ?? "unknown";
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>
/// A file system for SQLite (https://sqlite.org/vfs.html) in memory, over a <see cref="LossyDisk"/>: what was written and not
/// synced can be lost, whole or torn, at a power loss; writes and syncs can be made to fail. Enough for a database that one
/// connection opens exclusively, which needs no shared memory.
/// </summary>
internal sealed unsafe class LossyVfs : IDisposable
{
    private const int OkCode = 0;
    private const int ErrorCode = 1;
    private const int InputOutputError = 10;
    private const int ShortRead = 10 | (2 << 8);
    private const int NotFoundOperation = 12;
    private const int CannotOpen = 14;
    private static readonly Dictionary<nint, LossyDisk> Disks = [];
    private readonly Vfs* _vfs;
    private readonly Methods* _methods;

    public LossyVfs(LossyDisk disk, string name)
    {
        Name = name;
        _methods = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        *_methods = new Methods
        {
            Version = 1,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Lock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
        };
        _vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *_vfs = new Vfs
        {
            Version = 1,
            FileBytes = sizeof(OpenFile),
            MaxPath = 512,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(name),
            Data = _methods,
            Open = &Open,
            Delete = &Delete,
            Access = &Access,
            FullPathname = &FullPathname,
            Randomness = &Randomness,
            Sleep = &Sleep,
            CurrentTime = &CurrentTime,
            GetLastError = &GetLastError,
        };
        lock (Disks) Disks[(nint)_vfs] = disk;
        Assert.Equal(OkCode, SqliteNative.sqlite3_vfs_register((nint)_vfs, 0));
    }

    public string Name { get; }

    public void Dispose()
    {
        _ = SqliteNative.sqlite3_vfs_unregister((nint)_vfs);
        lock (Disks) Disks.Remove((nint)_vfs);
        Marshal.FreeCoTaskMem((nint)_vfs->Name);
        NativeMemory.Free(_vfs);
        NativeMemory.Free(_methods);
    }

    private static LossyDisk DiskOf(Vfs* vfs)
    {
        lock (Disks) return Disks[(nint)vfs];
    }

    private static LossyFile FileOf(OpenFile* file) => (LossyFile)GCHandle.FromIntPtr(file->Handle).Target!;

    private static int Guard(Action action)
    {
        try
        {
            action();
            return OkCode;
        }
        catch (IOException)
        {
            return InputOutputError;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, OpenFile* file, int flags, int* outFlags)
    {
        const int create = 4;
        file->Methods = null;
        var opened = DiskOf(vfs).Open(name is null ? $"temporary-{Guid.NewGuid()}" : Marshal.PtrToStringUTF8((nint)name)!, name is null || (flags & create) != 0);
        if (opened is null) return CannotOpen;
        file->Methods = (Methods*)vfs->Data;
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(opened));
        if (outFlags is not null) *outFlags = flags;
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncFolder)
    {
        DiskOf(vfs).Delete(Marshal.PtrToStringUTF8((nint)name)!);
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(Vfs* vfs, byte* name, int flags, int* result)
    {
        *result = DiskOf(vfs).Exists(Marshal.PtrToStringUTF8((nint)name)!) ? 1 : 0;
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(Vfs* vfs, byte* name, int length, byte* full)
    {
        var text = Encoding.UTF8.GetBytes(Marshal.PtrToStringUTF8((nint)name)! + '\0');
        if (text.Length > length) return ErrorCode;
        text.CopyTo(new Span<byte>(full, length));
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(Vfs* vfs, int count, byte* bytes)
    {
        new Random(1).NextBytes(new Span<byte>(bytes, count));
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(Vfs* vfs, double* julianDay)
    {
        *julianDay = 2_460_000;
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetLastError(Vfs* vfs, int length, byte* text) => OkCode;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        GCHandle.FromIntPtr(file->Handle).Free();
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* bytes, int count, long offset)
    {
        var target = new Span<byte>(bytes, count);
        var read = FileOf(file).Read(target, offset);
        target[read..].Clear();
        return read == count ? OkCode : ShortRead;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* bytes, int count, long offset)
    {
        var data = new ReadOnlySpan<byte>(bytes, count).ToArray();
        var target = FileOf(file);
        return Guard(() => target.Write(data, offset));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long size)
    {
        var target = FileOf(file);
        return Guard(() => target.Truncate(size));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var target = FileOf(file);
        return Guard(target.Sync);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(OpenFile* file, long* size)
    {
        *size = FileOf(file).Length;
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(OpenFile* file, int level) => OkCode;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(OpenFile* file, int* result)
    {
        *result = 0;
        return OkCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(OpenFile* file, int operation, void* argument) => NotFoundOperation;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => LossyFile.SectorBytes;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(OpenFile* file) => 0;

    /// <summary>struct sqlite3_file and what is ours of it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public Methods* Methods;
        public nint Handle;
    }

    /// <summary>struct sqlite3_io_methods, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> FileSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, void*, int> FileControl;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> DeviceCharacteristics;
    }

    /// <summary>struct sqlite3_vfs, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int MaxPath;
        public Vfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, OpenFile*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, byte*, int> FullPathname;
        public void* DlOpen;
        public void* DlError;
        public void* DlSym;
        public void* DlClose;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> Randomness;
        public delegate* unmanaged[Cdecl]<Vfs*, int, int> Sleep;
        public delegate* unmanaged[Cdecl]<Vfs*, double*, int> CurrentTime;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> GetLastError;
    }
}

namespace P2C2R.Coordinator.Blobs;

/// <summary>
/// The file operations that the blob store needs. An interface, because durability is tested with one that loses at a power
/// loss whatever was not synced. Names are relative, with '/'.
/// </summary>
internal interface IBlobFiles
{
    /// <summary>A new file for writing; its folder is made where it isn't there.</summary>
    Stream Create(string name);

    /// <summary>Puts a file's bytes on the disk.</summary>
    void Sync(Stream file);

    /// <summary>Renames a file, replacing what is there; the folder is made where it isn't there.</summary>
    void Move(string from, string to);

    /// <summary>Puts a folder's entries on the disk.</summary>
    void SyncFolder(string folder);

    /// <summary>Opens for reading; null where there is no such file.</summary>
    Stream? OpenRead(string name);

    /// <summary>Deletes a file, if it is there.</summary>
    void Delete(string name);

    /// <summary>Names in a folder.</summary>
    IEnumerable<string> List(string folder);
}

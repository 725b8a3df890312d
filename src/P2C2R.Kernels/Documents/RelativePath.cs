namespace P2C2R.Kernels.Documents;

/// <summary>Names of files inside documents: relative, downwards, nothing that a web or operating system resolves elsewhere.</summary>
internal static class RelativePath
{
    /// <summary>A name that may be handed to <see cref="IInputFiles"/>.</summary>
    /// <param name="field">The field that holds it, for messages.</param>
    /// <param name="name">The name.</param>
    /// <returns>The name.</returns>
    /// <exception cref="InputException">It climbs out, is absolute, or names a place on the network.</exception>
    public static string Check(string field, string name)
    {
        var climbs = name.Split('/').Contains("..");
        if (climbs || name.Length == 0 || name[0] == '/' || name.Contains(':') || name.Contains('\\') || name.Contains('\0'))
        {
            throw new InputException($"{field} must be a file beside the document or below it, with / between folders and without .. or a drive or http:");
        }

        return name;
    }

    /// <summary>A file named by another one beside which it lies; percent-encoded as glTF wants it (RFC 3986).</summary>
    /// <param name="field">The field that holds it, for messages.</param>
    /// <param name="uri">The name.</param>
    /// <param name="file">The file that names it.</param>
    public static string Beside(string field, string uri, string file)
    {
        var name = Check(field, Uri.UnescapeDataString(uri));
        var folder = file.LastIndexOf('/');
        return folder < 0 ? name : file[..(folder + 1)] + name;
    }
}

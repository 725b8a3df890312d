namespace P2C2R.Kernels;

/// <summary>The files beside an input document. Kernels do no I/O of their own: whoever plans hands them this.</summary>
public interface IInputFiles
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="name">As in the document: a path relative to it.</param>
    /// <exception cref="InputException">There is no such file, or it is too big; the message names it.</exception>
    ReadOnlyMemory<byte> Read(string name);
}

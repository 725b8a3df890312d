using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>Weights that vectors are multiplied by. Every product is a function of its row and its vector alone, whatever else is computed beside it.</summary>
/// <param name="rows">Numbers that come out.</param>
/// <param name="columns">Numbers that go in.</param>
internal abstract class Matrix(int rows, int columns)
{
    /// <summary>Rows are shared out between threads in bundles of so many.</summary>
    public const int Bundle = 64;

    /// <summary>Numbers that come out.</summary>
    public int Rows => rows;

    /// <summary>Numbers that go in.</summary>
    public int Columns => columns;

    /// <summary>Bytes of its weights.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether it multiplies <see cref="Activations.Steps"/> instead of the numbers themselves.</summary>
    public virtual bool WantsSteps => false;

    /// <summary>Multiplies some rows by all vectors, so that weights are read once for them all.</summary>
    /// <param name="from">The first row, a multiple of <see cref="Bundle"/>.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="vectors">What goes in.</param>
    /// <param name="results">Gets the rows' products.</param>
    public abstract void Multiply(int from, int to, Activations vectors, Activations results);

    /// <summary>The numbers of a row.</summary>
    public abstract void ReadRow(int row, Span<float> numbers);
}

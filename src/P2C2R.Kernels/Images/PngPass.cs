namespace P2C2R.Kernels.Images;

/// <summary>The pixels of one pass of an interlaced picture, or of the only pass of another (ISO/IEC 15948, 8.2).</summary>
/// <param name="X">Column of its first pixel.</param>
/// <param name="Y">Row of its first pixel.</param>
/// <param name="StepX">Columns from one pixel to the next.</param>
/// <param name="StepY">Rows from one to the next.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    /// <summary>Its columns and rows in a picture of some size; either may be 0.</summary>
    public (int Columns, int Rows) SizeIn(int width, int height) => (((width - X) + StepX - 1) / StepX, ((height - Y) + StepY - 1) / StepY);
}

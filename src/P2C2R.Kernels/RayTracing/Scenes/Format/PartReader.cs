using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>Reads one part of a scene; null where the bytes aren't one.</summary>
internal delegate T? PartReader<T>(ref CanonicalReader reader)
    where T : class;

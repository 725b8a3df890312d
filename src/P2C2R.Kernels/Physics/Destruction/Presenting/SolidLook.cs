namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>How a solid looks. None of it is computed with, so none is in the scene.</summary>
/// <param name="Mesh">What its mesh shows; null where it shows nothing.</param>
/// <param name="Surface">Its surface, where the mesh has no material.</param>
/// <param name="Interior">What cuts lay open.</param>
internal sealed record SolidLook(MeshLook? Mesh, SurfaceLook Surface, SurfaceLook Interior);

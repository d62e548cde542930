/** Pictures that the build puts into the program as data: addresses. */
declare module '*.png?inline' {
  const dataUrl: string;
  export default dataUrl;
}

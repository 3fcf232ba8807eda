export default function V() { return <article><h1>x</h1></article>; }
